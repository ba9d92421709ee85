// Buttons whose edge does not stand out from what is behind them.
() => {
  __COLOURS__
  return [...document.querySelectorAll(".button")].filter(one => {
    if (!one.checkVisibility()) return false;
    const style = getComputedStyle(one);
    return parseFloat(style.borderTopWidth) < 1 || against(parse(style.borderTopColor), behind(one.parentElement)) < 3;
  }).map(one => `no edge: ${one.textContent.trim()}`);
}
