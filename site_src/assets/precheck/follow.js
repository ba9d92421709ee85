// @ts-check
// Follow: keeps a part of the form within what is seen of it. The frame is as tall as its content and
// the page around it scrolls, so the browser's own `position: sticky` has nothing to hold on to; and
// the frame is told nothing about the page. But an intersection observer says which part of the
// frame is seen, to the pixel, and that is all this needs.
"use strict";

const Follow = (() => {
  const { IntersectionObserver, ResizeObserver } = window;
  const GAP = 16;
  /** The most of the window's height that a bar over the form may take. */
  const SHARE = 1 / 4;
  /** How much of an element must have come or gone before the place is looked at again. */
  const STEPS = [0, 0.2, 0.4, 0.6, 0.8, 1];

  /**
   * Let an element follow the window inside its holder. The stylesheet says at which edge, by
   * `--edge: start` (a column beside the form) or `--edge: end` (a bar below it).
   * @param {HTMLElement} holder keeps the element's place in the page
   * @param {HTMLElement} moving the element
   * @param {HTMLElement} beside what is filled in meanwhile
   * @param {Iterable<Element>} marks elements all over the frame, by which scrolling is noticed
   */
  function follow(holder, moving, beside, marks) {
    let seen = { top: 0, bottom: 0 };
    let measuring = false;

    /** Ask what is seen of the frame, until it has stopped changing. */
    function measure() {
      if (measuring) return;
      measuring = true;
      const once = new IntersectionObserver(([entry]) => {
        once.disconnect();
        measuring = false;
        const { top, bottom } = entry.intersectionRect;
        const still = top === seen.top && bottom === seen.bottom;
        seen = { top, bottom };
        holder.toggleAttribute("data-moving", !still);
        place();
        if (!still) measure();
      });
      once.observe(document.documentElement);
    }

    function place() {
      const home = holder.getBoundingClientRect();
      const size = moving.offsetHeight;
      const atEnd = getComputedStyle(holder).getPropertyValue("--edge").trim() === "end";
      const way = atEnd ? upwards(home, size) : downwards(home, size);
      moving.style.transform = way === 0 ? "" : `translateY(${Math.round(way)}px)`;
    }

    /**
     * @param {DOMRect} home
     * @param {number} size
     */
    function downwards(home, size) {
      if (size + 2 * GAP > seen.bottom - seen.top) return 0;
      return Math.max(0, Math.min(seen.top + GAP - home.top, home.height - size));
    }

    /**
     * @param {DOMRect} home
     * @param {number} size
     */
    function upwards(home, size) {
      if (size > SHARE * (seen.bottom - seen.top)) return 0;
      const top = seen.bottom - size;
      if (top < beside.getBoundingClientRect().top || covers(top, size)) return 0;
      return Math.min(0, top - home.top);
    }

    /**
     * Whether the element would cover what has the focus.
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

  return Object.freeze({ follow });
})();
