// What reaches past the window's edge, or is cut off.
() => {
  const found = [];
  if (document.scrollingElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
  for (const element of document.querySelectorAll("body *")) {
    if (!element.checkVisibility() || element.closest("svg, .skip, .sr")) continue;
    const box = element.getBoundingClientRect();
    if (box.right > innerWidth + 1 || box.left < -1) found.push(element.outerHTML.slice(0, 80));
    if (element.scrollWidth > element.clientWidth + 1 && element.clientWidth
        && ["hidden", "clip"].includes(getComputedStyle(element).overflowX)) found.push("cut: " + element.outerHTML.slice(0, 80));
  }
  return found;
}
