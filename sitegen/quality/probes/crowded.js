// Lines of words that lie on one another, or are cut off at the bottom of their box.
() => {
  const lines = [];
  const found = [];
  for (const one of document.querySelectorAll("body *")) {
    if (!one.checkVisibility() || one.closest("svg, .sr, .skip")) continue;
    const style = getComputedStyle(one);
    if (["hidden", "clip"].includes(style.overflowY) && one.scrollHeight > one.clientHeight + 1 && one.clientHeight)
      found.push("cut: " + one.outerHTML.slice(0, 80));
    if (style.webkitLineClamp && style.webkitLineClamp !== "none") found.push("clamped: " + one.outerHTML.slice(0, 80));
    if (style.textOverflow === "ellipsis") found.push("cut with dots: " + one.outerHTML.slice(0, 80));
    for (const node of one.childNodes) {
      if (node.nodeType !== 3 || !node.data.trim()) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      for (const box of range.getClientRects())
        if (box.width > 3) lines.push({box, words: node.data.trim().slice(0, 40), one});
    }
  }
  lines.sort((a, b) => a.box.top - b.box.top);
  for (let i = 0; i < lines.length; i++)
    for (let j = i + 1; j < lines.length && lines[j].box.top < lines[i].box.bottom; j++) {
      const [a, b] = [lines[i], lines[j]];
      if (a.one === b.one) continue;
      const across = Math.min(a.box.right, b.box.right) - Math.max(a.box.left, b.box.left);
      const down = Math.min(a.box.bottom, b.box.bottom) - Math.max(a.box.top, b.box.top);
      if (across > 4 && down > 0.45 * Math.min(a.box.height, b.box.height)) found.push(`${a.words} | lies on | ${b.words}`);
    }
  return found;
}
