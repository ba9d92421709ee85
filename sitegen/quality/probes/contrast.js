// Words that stand out less than 7:1 against what lies behind them.
() => {
  __COLOURS__
  const found = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || element.closest("style, script, svg")) continue;
    if (!element.checkVisibility()) continue;
    const [ink, paper] = [parse(getComputedStyle(element).color), behind(element)];
    const seen = ink.slice(0, 3).map((c, at) => c * (ink[3] ?? 1) + paper[at] * (1 - (ink[3] ?? 1)));
    const ratio = against(seen, paper);
    if (ratio < 7) found.push(`${ratio.toFixed(2)} ${walker.currentNode.data.trim().slice(0, 40)}`);
  }
  return found;
}
