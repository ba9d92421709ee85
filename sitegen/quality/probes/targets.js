// Links and controls smaller than 44 px, but for links within a sentence. A box or button to tick
// is as big as its label with it.
() => [...document.querySelectorAll("a[href], button, summary, input, select")].filter(element => {
  if (!element.checkVisibility() || element.matches(".skip")) return false;
  const boxes = [element, ...(["radio", "checkbox"].includes(element.type) ? element.labels : [])]
    .map(one => one.getBoundingClientRect());
  const box = {
    width: Math.max(...boxes.map(one => one.right)) - Math.min(...boxes.map(one => one.left)),
    height: Math.max(...boxes.map(one => one.bottom)) - Math.min(...boxes.map(one => one.top)),
  };
  if (box.width >= 44 && box.height >= 44) return false;
  const after = getComputedStyle(element, "::after");
  if (after.position === "absolute" && after.content !== "none") return false;
  const inline = getComputedStyle(element).display === "inline";
  const around = element.parentElement.closest("p, li, dd, dt, td, h3, figcaption");
  const alone = around && around.textContent.trim() === element.textContent.trim();
  return !(inline && around && !alone);
}).map(element => element.outerHTML.slice(0, 100))
