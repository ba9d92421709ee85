// @ts-check
/*! Sticky: keeps an element in the visible part of the frame. The frame is as tall as its content and
 * the page around it scrolls, so the browser's own `position: sticky` does not work here, and the frame
 * knows nothing about the page. But an intersection observer reports which part of the frame is visible,
 * to the pixel. */

const { IntersectionObserver, ResizeObserver } = window;
const GAP = 16;
/** The largest part of the window's height that a bar over the form may take. */
const LARGEST_SHARE = 1 / 4;
/** How much of an element must appear or disappear before the position is measured again. */
const STEPS = [0, 0.2, 0.4, 0.6, 0.8, 1];

/**
 * Make an element stay visible within its holder. The stylesheet says at which edge: `--edge: start`
 * (a column beside the form) or `--edge: end` (a bar below it).
 * @param {HTMLElement} holder keeps the element's place in the page
 * @param {HTMLElement} moving the element
 * @param {HTMLElement} beside the form
 * @param {Iterable<Element>} marks elements all over the frame, by which scrolling is noticed
 */
export function makeSticky(holder, moving, beside, marks) {
  let visible = { top: 0, bottom: 0 };
  let measuring = false;

  /** Measure what is visible of the frame until that no longer changes. */
  function measure() {
    if (measuring) return;
    measuring = true;
    const once = new IntersectionObserver(([entry]) => {
      once.disconnect();
      measuring = false;
      const { top, bottom } = entry.intersectionRect;
      const isStill = top === visible.top && bottom === visible.bottom;
      visible = { top, bottom };
      holder.toggleAttribute("data-moving", !isStill);
      position();
      if (!isStill) measure();
    });
    once.observe(document.documentElement);
  }

  function position() {
    const home = holder.getBoundingClientRect();
    const size = moving.offsetHeight;
    const atEnd = getComputedStyle(holder).getPropertyValue("--edge").trim() === "end";
    const offset = atEnd ? offsetFromBottom(home, size) : offsetFromTop(home, size);
    moving.style.transform = offset === 0 ? "" : `translateY(${Math.round(offset)}px)`;
  }

  /**
   * @param {DOMRect} home
   * @param {number} size
   */
  function offsetFromTop(home, size) {
    if (size + 2 * GAP > visible.bottom - visible.top) return 0;
    return Math.max(0, Math.min(visible.top + GAP - home.top, home.height - size));
  }

  /**
   * @param {DOMRect} home
   * @param {number} size
   */
  function offsetFromBottom(home, size) {
    if (size > LARGEST_SHARE * (visible.bottom - visible.top)) return 0;
    const top = visible.bottom - size;
    if (top < beside.getBoundingClientRect().top || covers(top, size)) return 0;
    return Math.min(0, top - home.top);
  }

  /**
   * Whether the element would cover the focused control.
   * @param {number} top
   * @param {number} size
   */
  function covers(top, size) {
    const at = document.activeElement;
    if (!at || at === document.body || moving.contains(at)) return false;
    const box = at.getBoundingClientRect();
    return box.bottom + GAP / 2 > top && box.top < top + size;
  }

  const marked = new IntersectionObserver(measure, { threshold: STEPS });
  for (const mark of marks) marked.observe(mark);
  const sizes = new ResizeObserver(measure);
  for (const element of [document.documentElement, moving]) sizes.observe(element);
  document.addEventListener("focusin", measure);
}
