/* Tickets of a list are chosen with x, or by their boxes, and stay chosen while the list is kept as it is at the server. */

const bar = document.querySelector("#many");
const chosen = new Set();
const boxes = () => [...document.querySelectorAll("input.choose")];
const ticket = box => box.closest("tr").dataset.ticket;

function say() {
  const text = document.querySelector("#chosen");
  text.textContent = (chosen.size === 1 ? text.dataset.one : text.dataset.some).replace("{n}", String(chosen.size));
  bar.hidden = chosen.size === 0;
}

function look() {
  chosen.clear();
  boxes().filter(box => box.checked).forEach(box => chosen.add(ticket(box)));
  say();
}

if (bar) {
  look();
  document.addEventListener("change", event => event.target.matches?.("input.choose") && look());
  document.addEventListener("desk:swapped", () => {
    boxes().forEach(box => {
      box.checked = chosen.has(ticket(box));
    });
    look();
  });
}
