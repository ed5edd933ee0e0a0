// Sends files, with how far each is, and says what was chosen; what comes of it is shown by the server.
const adding = document.getElementById("adding");
const sending = adding.querySelector(".sending");
const limits = sending.parentElement.dataset;

const line = (name, said) => {
  const item = document.createElement("li");
  const title = document.createElement("span");
  title.className = "name";
  title.textContent = name;
  item.append(title, said);
  sending.append(item);
  return item;
};

const complaint = (text) => {
  const why = document.createElement("p");
  why.className = "why";
  why.textContent = text;
  return why;
};

const sent = (file) =>
  new Promise((arrived) => {
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    const item = line(file.name, bar);
    const request = new XMLHttpRequest();
    const lost = () => {
      bar.replaceWith(complaint(limits.lost));
      arrived(null);
    };
    request.upload.onprogress = (event) => (bar.value = event.loaded / event.total);
    request.onerror = lost;
    request.onload = () => {
      if (request.status !== 200) return lost();
      item.remove();
      arrived({ name: file.name, path: JSON.parse(request.responseText)[0] });
    };
    const form = new FormData();
    form.append("files", file, file.name);
    request.open("POST", `${window.gradio_config?.root ?? ""}/gradio_api/upload`);
    request.send(form);
  });

const handedIn = async (files) => {
  sending.replaceChildren();
  if (files.length > Number(limits.files)) return sending.append(complaint(limits.tooMany));
  const arrived = [];
  for (const file of files) {
    if (file.size > Number(limits.most)) line(file.name, complaint(limits.tooLarge));
    else arrived.push(await sent(file));
  }
  const given = arrived.filter(Boolean);
  if (given.length) trigger("hand_in", { files: given, spoken: document.getElementById("text-language").value });
};

const input = document.getElementById("files");
input.addEventListener("change", () => {
  handedIn([...input.files]);
  input.value = "";
});
const drop = adding.querySelector(".drop");
for (const kind of ["dragenter", "dragover", "dragleave", "drop"])
  drop.addEventListener(kind, (event) => {
    event.preventDefault();
    drop.toggleAttribute("data-over", kind === "dragenter" || kind === "dragover");
    if (kind === "drop") handedIn([...event.dataTransfer.files]);
  });

adding.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const form = new FormData(event.target);
  trigger("bring", { work: form.get("work"), languages: form.getAll("language") });
});

// What is to be read, until it is shown: the list, asked for when the page opened, may still come in between.
let wanted = null;
const read = (name, spoken, at = null) => {
  wanted = { document: name, spoken, at };
  trigger("read", wanted);
};

element.addEventListener("click", (event) => {
  const button = event.target.closest("button");
  if (!button) return;
  const { open, remove } = button.dataset;
  if (open) read(open, button.dataset.in);
  else if (remove) {
    button.closest("dialog").close();
    trigger("remove", { document: remove, spoken: button.dataset.in });
  } else if ("ask" in button.dataset) button.parentElement.querySelector("dialog").showModal();
  else if ("close" in button.dataset) button.closest("dialog").close();
  else if ("back" in button.dataset) trigger("back");
});

window.desk.read = read;
window.desk.relists = () => element.querySelector(".reader") || trigger("back");
// The list was asked for when the page was opened, perhaps before there were texts.
if (!element.querySelector(".shelf, .reader")) window.desk.relists();

watch("value", () => {
  const shown = element.querySelector(".reader");
  if (wanted && !shown && !element.querySelector("[role=alert]")) return trigger("read", wanted);
  const passage = wanted?.at && document.getElementById(`text-${wanted.at}`);
  wanted = null;
  if (passage) {
    passage.setAttribute("tabindex", "-1");
    passage.classList.add("led-to");
    passage.scrollIntoView({ block: "center" });
    passage.focus({ preventScroll: true });
  } else element.querySelector("[data-focus]")?.focus();
});
