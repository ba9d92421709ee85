// Words that are on the page and cannot be seen, or hardly: hidden, see-through, tiny, crowded.
() => {
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const words = walker.currentNode.data.trim();
    const element = walker.currentNode.parentElement;
    if (!words || element.closest("style, script, .skip, .sr, svg, details:not([open]) > :not(summary)")) continue;
    const say = what => found.push(`${what}: ${words.slice(0, 50)}`);
    if (!element.checkVisibility({opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true})) {
      if (!element.closest(".aside") || innerWidth > 640) say("hidden");
      continue;
    }
    for (let at = element; at; at = at.parentElement) {
      const style = getComputedStyle(at);
      if (parseFloat(style.opacity) < 1) { say("see-through"); break; }
      if (style.filter !== "none" || style.mixBlendMode !== "normal") { say("filtered"); break; }
      if (style.clipPath !== "none" || parseFloat(style.textIndent) < -400) { say("cut away"); break; }
      if (style.transform !== "none") { say("moved or scaled"); break; }
    }
    const place = element.getBoundingClientRect();
    if (place.bottom + scrollY <= 0 || place.right + scrollX <= 0) say("outside of the page");
    const style = getComputedStyle(element);
    const size = parseFloat(style.fontSize);
    if (size < 14) say(`${size} px`);
    if (parseFloat(style.lineHeight) / size < 1.05) say("lines on top of each other");
    if (element.matches("p, li, dd") && words.length > 200) {
      if (parseFloat(style.lineHeight) / size < 1.3) say("lines too close");
      const letters = element.getBoundingClientRect().width / (size * 0.5);
      if (letters > 110) say(`${Math.round(letters)} letters in a line`);
    }
    if (parseFloat(style.letterSpacing) < -1 || parseFloat(style.wordSpacing) < 0) say("squeezed");
  }
  return found;
}
