"use strict";
// What anchors and Gradio do not do by themselves: arrow keys between tabs, copying.

document.addEventListener("keydown", (event) => {
  const tab = event.target.closest?.('[role="tab"]');
  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
  if (!tab || !step) return;
  const tabs = [...tab.closest('[role="tablist"]').querySelectorAll('[role="tab"]')];
  const next = tabs[(tabs.indexOf(tab) + step + tabs.length) % tabs.length];
  next.focus();
  next.click();
});

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Without https the clipboard is only reached by way of a selection.
    const field = document.createElement("textarea");
    field.value = text;
    field.setAttribute("aria-hidden", "true");
    field.style.position = "fixed";
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done;
  }
}

document.addEventListener("click", async (event) => {
  const button = event.target.closest?.("[data-copy]");
  if (!button || button.dataset.label) return;
  if (!(await copied(button.dataset.copy))) return;
  button.dataset.label = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => {
    button.textContent = button.dataset.label;
    delete button.dataset.label;
  }, 2000);
});

window.desk = {
  does: "ask",
  begins() {
    document.body.dataset.busy = "true";
  },
  // To what has come: the question of an outcome, or the field that was filled or cleared.
  ends() {
    delete document.body.dataset.busy;
    const field = ["edit", "anew"].includes(this.does) && document.querySelector("#question textarea");
    const heading = !document.querySelector("#outcome .notice.wrong") && document.getElementById("asked");
    this.does = "ask";
    (field || heading)?.focus();
    const { collection } = document.querySelector("#outcome .outcome")?.dataset ?? {};
    if (collection && collection !== loaded().dataset.collection) this.renews();
  },
};

const loaded = () => document.querySelector(".foot .texts-loaded");

// While the desk reads its first texts: how far that is; then what they are. One that failed to is not waited for.
const QUIET = 120;
const prepares = async (quiet = 0) => {
  const shown = document.getElementById("preparing");
  const answer = await fetch("../api/v1/health").catch(() => null);
  const { ready, reading } = answer?.ok ? await answer.json() : {};
  const goesOn = answer?.ok && !ready && (reading || !loaded().querySelector("li")) && quiet < QUIET;
  if (goesOn) {
    const bar = shown.querySelector("progress");
    if (reading) Object.assign(bar, { max: reading.total, value: reading.done });
    else bar.removeAttribute("value");
    setTimeout(prepares, 1000, reading ? 0 : quiet + 1);
  } else if (!shown.hidden) {
    window.desk.renews?.();
    window.desk.relists?.();
  }
  shown.hidden = !goesOn;
};
prepares();

// From one tab to another: Gradio makes what a tab holds when it is opened for the first time.
const opened = (name) => document.querySelector(`[role="tab"][id^="tab-${name}"]`)?.click();

const soon = (found, then, tries = 100) => {
  const it = found();
  if (it) then(it);
  else if (tries) setTimeout(() => soon(found, then, tries - 1), 100);
};

document.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
  const way = event.target.closest?.("[data-read], a[data-look]");
  if (!way) return;
  event.preventDefault();
  const { read, in: spoken, at, look } = way.dataset;
  if (read) {
    opened("documents");
    soon(() => window.desk.read, (reading) => reading(read, spoken, at));
  } else {
    opened("references");
    document.querySelector("#register [data-back]")?.click();
    soon(() => document.querySelector(`#register button[data-open="${CSS.escape(look)}"]`), (row) => row.click());
  }
});
