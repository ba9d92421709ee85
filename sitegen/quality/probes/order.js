// Words that stand above, or before in their line, what is read before them.
() => {
  const rtl = document.documentElement.dir === "rtl";
  const blocks = [...document.querySelectorAll("h1, h2, h3, h4, p, li, dt, dd, td, th, figcaption, blockquote, pre, label, legend")]
    .filter(one => one.checkVisibility() && !one.closest(".skip, .sr, svg") && one.textContent.trim())
    .filter(one => ![...one.children].some(child => child.matches("p, ul, ol, dl, div, h3")))
    .map(one => ({words: one.textContent.trim().slice(0, 50), box: one.getBoundingClientRect()}))
    .filter(one => one.box.width > 2 && one.box.height > 2);
  const found = [];
  for (let at = 1; at < blocks.length; at++) {
    const [a, b] = [blocks[at - 1].box, blocks[at].box];
    const across = Math.min(a.right, b.right) - Math.max(a.left, b.left);
    const down = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
    const above = across > 4 && b.bottom <= a.top + 2;
    const before = down > Math.min(a.height, b.height) / 2
      && (rtl ? b.left >= a.right - 2 : b.right <= a.left + 2);
    const back = across <= 4 && b.bottom <= a.top + 2 && (rtl ? b.left >= a.right - 2 : b.right <= a.left + 2);
    if (above || before || back) found.push(`${blocks[at].words} | is read after | ${blocks[at - 1].words}`);
  }
  return found;
}
