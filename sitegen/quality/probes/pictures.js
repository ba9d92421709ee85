// For each drawing: is it named, inside the window, and do its lines stand out?
() => {
  __COLOURS__
  const drawn = text => text.match(/[\d.]+/g).map(Number); // fails where nothing is drawn
  return [...document.querySelectorAll("svg")].filter(svg => svg.checkVisibility()).map(svg => {
    const box = svg.getBoundingClientRect();
    const paper = drawn(getComputedStyle(document.body).backgroundColor);
    const lines = [...svg.querySelectorAll("path")].map(path => getComputedStyle(path));
    const around = [];
    for (let at = svg; at; at = at.parentElement) around.push(getComputedStyle(at));
    const strokes = [...svg.querySelectorAll("path")].map(path => drawn(getComputedStyle(path).stroke));
    return {
      folded: box.width === 0,
      words: svg.textContent.trim(),
      named: svg.getAttribute("aria-hidden") === "true" || Boolean(svg.getAttribute("aria-label")),
      inside: box.left >= 0 && box.right <= innerWidth && box.width > 2 && box.height > 2,
      thinnest: Math.min(...lines.map(line => parseFloat(line.strokeWidth))),
      faint: [...around, ...lines].some(s => parseFloat(s.opacity) < 1 || parseFloat(s.strokeOpacity) < 1),
      contrast: Math.min(...strokes.map(one => against(one, paper))),
    };
  });
}
