// For each drawing: is it named, inside the window, and does its line stand out?
() => [...document.querySelectorAll("svg")].filter(svg => svg.checkVisibility()).map(svg => {
  const box = svg.getBoundingClientRect();
  const parse = text => text.match(/[\d.]+/g).map(Number);
  const light = text => {
    const [x, y, z] = parse(text).map(c => c / 255).map(
      c => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
    return 0.2126 * x + 0.7152 * y + 0.0722 * z;
  };
  const ratio = (a, b) => (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  const paper = light(getComputedStyle(document.body).backgroundColor);
  const strokes = [...svg.querySelectorAll("path")].map(path => light(getComputedStyle(path).stroke));
  return {
    folded: box.width === 0,
    words: svg.textContent.trim(),
    named: svg.getAttribute("aria-hidden") === "true" || Boolean(svg.getAttribute("aria-label")),
    inside: box.left >= 0 && box.right <= innerWidth && box.width > 2 && box.height > 2,
    contrast: Math.min(...strokes.map(one => ratio(one, paper))),
  };
})
