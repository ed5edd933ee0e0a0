const announce = () => element.querySelector("[data-focus]")?.focus();

const sorted = (heading) => {
  const row = heading.parentElement;
  const at = [...row.children].indexOf(heading);
  const ascending = heading.getAttribute("aria-sort") !== "ascending";
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const key = (line) => line.children[at].dataset.sort ?? line.children[at].textContent;
  const body = heading.closest("table").tBodies[0];
  // What a row does not have stands last, whichever way the others are sorted.
  const order = (a, b) =>
    !key(a) - !key(b) || (ascending ? 1 : -1) * words.compare(key(a), key(b));
  body.replaceChildren(...[...body.rows].sort(order));
  for (const other of row.children) other.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
};

const saved = async (button) => {
  const { save, query, show } = button.dataset;
  const { name, content } = await server.save({ form: save, query, show });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([content], { type: "application/octet-stream" }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  if (button.parentElement.scope === "col") sorted(button.parentElement);
  else if (button.dataset.save) saved(button);
  else if (button.dataset.open) trigger("open", { key: button.dataset.open });
  else if (button.dataset.fetch) trigger("fetch", { key: button.dataset.fetch });
  else if ("back" in button.dataset) trigger("back", { key: element.querySelector("[data-instrument]").dataset.instrument });
});
watch("value", announce);
