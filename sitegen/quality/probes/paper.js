// Words and drawings that are not printed, or printed in letters of less than six points.
apart => {
  const found = [];
  const left = `style, script, .sr, .skip, .site-nav, .aside, .buttons, .button, .screen, ${apart}`;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode.parentElement, words = walker.currentNode.data.trim().slice(0, 40);
    if (!words || one.closest(left)) continue;
    if (!one.checkVisibility({visibilityProperty: true, opacityProperty: true})) found.push(`not printed: ${words}`);
    else if (parseFloat(getComputedStyle(one).fontSize) < 8) found.push(`printed too small: ${words}`);
  }
  for (const svg of document.querySelectorAll("svg")) if (!svg.checkVisibility()) found.push("a drawing is not printed");
  return found;
}
