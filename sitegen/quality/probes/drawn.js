// Boxes and lines to be filled in by hand that are not drawn, or too small or pale to be found.
() => {
  __COLOURS__
  const found = [];
  const look = (one, part, sides, what) => {
    const style = getComputedStyle(one, part);
    const wide = parseFloat(style.inlineSize) >= 10 && (sides.length === 1 || parseFloat(style.blockSize) >= 10);
    const drawn = sides.every(side => style[`border${side}Style`] === "solid" && parseFloat(style[`border${side}Width`]) >= 1
      && against(parse(style[`border${side}Color`]).slice(0, 3), behind(one)) >= 3);
    if (style.display === "none" || style.visibility !== "visible" || style.content === "none" || !wide || !drawn)
      found.push(`${what} is not drawn: ${one.textContent.trim().slice(0, 40)}`);
  };
  const all = ["Top", "Right", "Bottom", "Left"];
  for (const one of document.querySelectorAll(".box, .ask li:not(.line)")) look(one, "::before", all, "a box");
  for (const one of document.querySelectorAll("main .line")) look(one, null, ["Bottom"], "a line");
  return found;
}
