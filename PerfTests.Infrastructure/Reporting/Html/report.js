"use strict";
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const one = (selector, root = document) => root.querySelector(selector);
  const packed = one("#packed");
  if (packed) one("#packed-note").hidden = true;
  let parts;
  const unpack = () => parts ??= (async () => {
    const bytes = Uint8Array.from(atob(packed.textContent), character => character.charCodeAt(0));
    const text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
    packed.textContent = "";
    return text.split("\u0001");
  })();
  const fill = async element => {
    if (!element || element.dataset.part === undefined) return;
    const index = element.dataset.part;
    delete element.dataset.part;
    element.innerHTML = (await unpack())[index];
  };
  const unfold = async () => {
    const target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    const folded = target && target.closest("details");
    if (!folded) return;
    folded.hidden = false;
    await fill(one("[data-part]", folded));
    folded.open = true;
    target.scrollIntoView();
  };
  all("details").forEach(each => each.addEventListener("toggle", () => each.open && fill(one("[data-part]", each))));
  all(":not(details) > [data-part]").forEach(fill);
  addEventListener("hashchange", unfold);
  unfold();

  const bar = one(".unfold");
  if (bar) {
    bar.hidden = false;
    bar.addEventListener("click", event => {
      const open = "open" in event.target.dataset;
      if (open || "close" in event.target.dataset) all("details:not([hidden])").forEach(each => each.open = open);
    });
  }

  const form = one(".filter");
  if (!form) return;
  form.hidden = false;
  form.addEventListener("submit", event => event.preventDefault());
  const table = one(".verdicts");
  const rows = all("tbody", table).map(body => {
    const details = one(`details[data-c="${body.dataset.c}"]`);
    const [tool, name] = details.dataset.n.split("|");
    const [, , environment, type, protocol] = name.split("/");
    const text = `${body.textContent} ${name}`.toLowerCase();
    return { body, text, facets: { tool, environment, type, protocol, verdict: one("i", body).textContent.replace(/^\S+\s/, "") } };
  });
  const apply = () => {
    const asked = Object.fromEntries(new FormData(form));
    const words = asked.text.toLowerCase().split(/\s+/);
    const shown = new Set(rows.filter(row => words.every(word => row.text.includes(word))
      && Object.entries(row.facets).every(([facet, value]) => !asked[facet] || asked[facet] === value)).map(row => row.body.dataset.c));
    const narrowed = shown.size < rows.length;
    const known = new Set(rows.map(row => row.body.dataset.c));
    all("[data-c]").forEach(each => each.hidden = narrowed && !shown.has(each.dataset.c) && (known.has(each.dataset.c) || each.matches("details")));
    all(".forest").forEach(chart => chart.parentElement.hidden = narrowed && all(".row", chart).every(row => row.hidden));
    all(".forest h4").forEach(heading => {
      let next = heading.nextElementSibling, any = false;
      for (; next && next.matches(".row"); next = next.nextElementSibling) any ||= !next.hidden;
      heading.hidden = !any;
    });
    one("output", form).textContent = `${shown.size} of ${rows.length} cases`;
    one(".none").hidden = shown.size > 0;
  };
  form.addEventListener("input", apply);
  form.addEventListener("reset", () => setTimeout(apply));

  const value = (body, column) => {
    const text = body.rows[0].cells[column].textContent;
    const number = parseFloat(text);
    return column < 3 ? text : Number.isNaN(number) ? -Infinity : number;
  };
  const order = new Map(rows.map((row, index) => [row.body, index]));
  all("th", table).forEach((title, column) => {
    if (!("sort" in title.dataset)) return;
    const button = document.createElement("button");
    button.textContent = title.textContent;
    title.replaceChildren(button);
    button.addEventListener("click", () => {
      const down = title.getAttribute("aria-sort") !== "descending";
      all("th", table).forEach(each => each.removeAttribute("aria-sort"));
      title.setAttribute("aria-sort", down ? "descending" : "ascending");
      const sign = down ? 1 : -1;
      const worse = (a, b) => order.get(a) - order.get(b);
      const compare = column === 1 ? worse : (a, b) => {
        const [left, right] = [value(a, column), value(b, column)];
        return left === right ? 0 : typeof left === "string" ? left.localeCompare(right) : right - left;
      };
      table.append(...rows.map(row => row.body).sort((a, b) => sign * compare(a, b) || worse(a, b)));
    });
  });
})();
