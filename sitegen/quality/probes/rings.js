// Whether the ring round the focus stands out from what is behind it: ratio, or 0 for no ring.
() => {
  __COLOURS__
  const at = document.activeElement;
  const style = getComputedStyle(at);
  if (style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2) return 0;
  const ring = parse(style.outlineColor);
  const paper = behind(at.parentElement), thick = ring[3] ?? 1;
  return against(ring.slice(0, 3).map((c, i) => c * thick + paper[i] * (1 - thick)), paper);
}
