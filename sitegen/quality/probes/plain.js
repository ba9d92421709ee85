// Words that are struck out, thin, slanted, centred, or small where they head a part; marks of
// lists that cannot be seen; marked words that cannot be read.
() => {
  __COLOURS__
  const found = new Set();
  const base = parseFloat(getComputedStyle(document.body).fontSize);
  for (const one of document.querySelectorAll("main p, main li, main dd, main h1, main h2")) {
    const style = getComputedStyle(one), marked = getComputedStyle(one, "::selection");
    const say = what => found.add(`${what}: ${one.textContent.trim().slice(0, 40)}`);
    if (style.textDecorationLine.includes("line-through")) say("struck out");
    if (parseInt(style.fontWeight) < 400) say("thin");
    if (style.fontVariantCaps !== "normal") say("in capitals");
    if (one.matches("p") && style.fontStyle === "italic") say("slanted");
    if (one.matches("p, li, dd") && !one.closest("figure") && !["start", "left"].includes(style.textAlign))
      say(`set to the ${style.textAlign}`);
    if (one.matches("h2:not(.h3, .short-forms h2)") && parseFloat(style.fontSize) < 1.1 * base) say("a heading as small as text");
    const paper = parse(marked.backgroundColor);
    if (paper.length === 3 && against(parse(marked.color), paper) < 4.5) say("cannot be read when marked");
    if (one.matches("ul:not([class], nav ul) > li") && (style.display !== "list-item" || style.listStyleType === "none"))
      say("its mark is lost");
    if (one.matches("ol > li") && style.listStyleType !== "none") {
      const ink = parse(getComputedStyle(one, "::marker").color);
      if ((ink[3] ?? 1) < 1 || against(ink.slice(0, 3), behind(one)) < 4.5) say("its number or letter is pale");
    }
    if (one.matches("ol[type] > li") && style.listStyleType === "none") say("its letter is lost");
  }
  for (const one of document.querySelectorAll("main h3"))
    if (parseFloat(getComputedStyle(one).fontSize) < base) found.add(`a heading smaller than text: ${one.textContent}`);
  for (const one of document.querySelectorAll("main a.term"))
    if (getComputedStyle(one).textDecorationLine !== "underline") found.add(`looks like text: ${one.textContent}`);
  return [...found];
}
