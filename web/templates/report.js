"use strict";
(() => {
  const all = (what, within = document) => [...within.querySelectorAll(what)];
  const card = document.getElementById("row");

  // Filters: without this script the list is simply whole.
  const form = document.getElementById("filter");
  const cards = all("#findings > .card");
  const filter = () => {
    const data = new FormData(form);
    const severities = data.getAll("severity");
    const [code, office, words] = ["code", "office", "words"].map((name) => data.get(name) || "");
    const sought = words.trim().toLowerCase();
    let shown = 0;
    for (const one of cards) {
      const fits = severities.includes(one.dataset.severity) && (!code || one.dataset.code === code) &&
        (!office || one.dataset.office.split("\n").includes(office)) &&
        (!sought || one.textContent.toLowerCase().includes(sought));
      one.hidden = !fits;
      shown += fits;
    }
    const said = form.querySelector("output");
    said.textContent = said.dataset.said.replace("{shown}", shown).replace("{all}", cards.length);
    document.getElementById("no-match").hidden = shown > 0;
  };
  if (form) {
    form.hidden = false;
    document.documentElement.classList.add("scripted");
    form.addEventListener("input", filter);
    form.addEventListener("reset", () => setTimeout(filter));
    form.addEventListener("submit", (event) => event.preventDefault());
    filter();
  }

  // Folded texts: opened by the buttons, and by a link that leads into one.
  for (const tools of all(".tools")) {
    tools.hidden = false;
    tools.addEventListener("click", (event) => {
      if (event.target.matches("button")) for (const text of all("details.text")) text.open = !!event.target.dataset.open;
    });
  }
  const unfold = () => {
    const target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    let closed = false;
    for (let at = target.parentElement; at; at = at.parentElement) {
      if (at.matches("details:not([open])")) closed = at.open = true;
    }
    if (target.hidden) {
      form.reset();
      closed = true;
    }
    const figure = target.matches(".f");
    if (figure) focusable(target);
    if (figure || closed) {
      setTimeout(() => {
        target.scrollIntoView({ block: figure ? "center" : "start" });
        if (figure) target.focus({ preventScroll: true });
      });
    }
  };

  // The row of a figure: its title holds it line by line, for those without this script too.
  let owner = null;
  const hide = () => {
    if (owner) owner.removeAttribute("aria-describedby");
    owner = null;
    card.hidden = true;
  };
  const show = (figure) => {
    if (figure === owner) return;
    hide();
    if (figure.title) {
      figure.dataset.row = figure.title;
      figure.removeAttribute("title");
    }
    if (!figure.dataset.row) return;
    owner = figure;
    const list = document.createElement("dl");
    for (const line of figure.dataset.row.split("\n")) {
      const [, name, value] = line.match(/^(.*?)(?:：|: )(.*)$/);
      list.append(Object.assign(document.createElement("dt"), { textContent: name }),
        Object.assign(document.createElement("dd"), { textContent: value }));
    }
    card.replaceChildren(Object.assign(document.createElement("b"), { textContent: figure.textContent }), list);
    card.hidden = false;
    figure.setAttribute("aria-describedby", "row");
    const place = figure.getBoundingClientRect();
    const below = place.bottom + 8 + card.offsetHeight <= innerHeight;
    const top = below || place.top < card.offsetHeight + 8 ? place.bottom + 8 : place.top - card.offsetHeight - 8;
    const left = Math.max(8, Math.min(place.left, document.documentElement.clientWidth - card.offsetWidth - 8));
    // Styles set through the object model are allowed by the policy; style attributes are not.
    card.style.top = `${top + scrollY}px`;
    card.style.left = `${left + scrollX}px`;
  };
  const focusable = (figure) => {
    for (const other of all(".f[tabindex]", figure.closest(".body"))) other.removeAttribute("tabindex");
    figure.tabIndex = 0;
  };
  const within = (event) => event.target.closest && event.target.closest(".body .f");
  for (const body of all(".text .body")) {
    const first = body.querySelector(".f");
    if (first) first.tabIndex = 0;
  }
  document.addEventListener("pointerover", (event) => {
    const figure = within(event);
    if (figure) show(figure);
    else if (event.pointerType === "mouse" && !event.target.closest("#row")) hide();
  });
  document.addEventListener("focusin", (event) => (within(event) ? show(within(event)) : hide()));
  document.addEventListener("click", (event) => {
    const figure = within(event);
    if (figure) show(figure);
    else if (!event.target.closest("#row")) hide();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
    const figure = within(event);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!figure || !step) return;
    const figures = all(".f", figure.closest(".body"));
    const next = figures[figures.indexOf(figure) + step];
    if (!next) return;
    event.preventDefault();
    focusable(next);
    next.focus();
  });
  addEventListener("hashchange", unfold);
  unfold();
})();
