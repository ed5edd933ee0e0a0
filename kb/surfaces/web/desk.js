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
  },
};
