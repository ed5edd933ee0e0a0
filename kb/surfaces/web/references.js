let order = null;

const lines = () => element.querySelector("table.register")?.tBodies[0];

// What a row does not have stands last, whichever way the others are sorted.
const arranged = () => {
  const body = lines();
  if (!body || !order) return;
  const headings = [...body.parentElement.tHead.rows[0].cells];
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true });
  const key = (line) => line.cells[order.at].dataset.sort ?? line.cells[order.at].textContent;
  const compared = (a, b) => !key(a) - !key(b) || order.way * words.compare(key(a), key(b));
  body.replaceChildren(...[...body.rows].sort(compared));
  for (const heading of headings) heading.removeAttribute("aria-sort");
  headings[order.at].setAttribute("aria-sort", order.way > 0 ? "ascending" : "descending");
};

const sorted = (heading) => {
  order = { at: heading.cellIndex, way: heading.getAttribute("aria-sort") === "ascending" ? -1 : 1 };
  arranged();
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
  else if (button.dataset.back) trigger("back", { key: button.dataset.back });
});

// Texts may have been loaded since the tab was last looked at. A click by a link that leads to an instrument
// asks for that alone: the list might come later than the instrument, and take its place.
document.getElementById("tab-references-button")?.addEventListener("click", (event) => {
  if (event.isTrusted && !element.querySelector("[data-back]")) trigger("back", { key: "" });
});
// The list was asked for when the page was opened, perhaps before there were texts.
if (!lines()) trigger("back", { key: "" });

watch("value", () => {
  arranged();
  element.querySelector("[data-focus]")?.focus();
});
