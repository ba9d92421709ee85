// Links and controls that something lies over, so that they cannot be pressed.
() => [...document.querySelectorAll("__REACHABLE__")].filter(one => {
  if (!one.checkVisibility() || one.matches(".skip")) return false;
  one.scrollIntoView({block: "center"});
  const box = one.getClientRects()[0];
  const top = document.elementFromPoint(box.left + Math.min(box.width, 40) / 2, box.top + box.height / 2);
  return !(one === top || one.contains(top));
}).map(one => `cannot be pressed: ${one.outerHTML.slice(0, 80)}`)
