// Where the focus is, whether it can be seen, and whether something covers it.
() => {
  const at = document.activeElement;
  const style = getComputedStyle(at);
  const box = at.getBoundingClientRect();
  const top = document.elementFromPoint(
    Math.min(Math.max(box.left + Math.min(box.width, 40) / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.top + box.height / 2, 0), innerHeight - 1));
  return {
    which: [...document.querySelectorAll("__REACHABLE__")].indexOf(at),
    ring: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    seen: box.bottom > 0 && box.top < innerHeight && box.width > 0,
    covered: !(at === top || at.contains(top) || (top && top.contains(at))),
    html: at.outerHTML.slice(0, 80),
  };
}
