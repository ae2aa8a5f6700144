/**
 * What is pressed quickly once more belongs to what the first press hit. What has come under the mouse meanwhile, a sheet,
 * the veil around it or the next row of a list, is not pressed by it.
 */
export function keepDoubled(page: Document): void {
  let hit: Element | null = null;
  let swallows = false;
  for (const part of ['mousedown', 'mouseup', 'click', 'dblclick'] as const)
    page.addEventListener(
      part,
      (event) => {
        // What a key presses has no press of the mouse before it.
        if (event.button !== 0 || (part === 'click' && event.detail === 0)) return;
        if (part === 'mousedown') {
          const control = event.target instanceof Element ? event.target.closest(controls) : null;
          // Between controls too: a press beside a sheet closes it. From text to text it selects.
          if (event.detail < 2) hit = control;
          swallows = control !== hit;
        }
        if (!swallows) return;
        event.preventDefault();
        event.stopImmediatePropagation();
      },
      true,
    );
}

const controls =
  'button, a[href], input, label, select, textarea, [role="option"], [role="menuitem"], [tabindex]';
