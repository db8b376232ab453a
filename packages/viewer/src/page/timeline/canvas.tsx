import { useLayoutEffect, useRef } from 'preact/hooks';
import type { HTMLAttributes, JSX } from 'preact';

/** A canvas as large as its place, sharp on any screen, that is drawn once a frame at most. */
export function Canvas({
  className,
  draw,
  ...handlers
}: {
  readonly className: string;
  readonly draw: (pen: CanvasRenderingContext2D, widthPx: number, heightPx: number) => void;
} & Partial<
  Pick<HTMLAttributes<HTMLCanvasElement>, 'onPointerDown' | 'onPointerMove' | 'onPointerUp' | 'onDblClick' | 'onWheel'>
>): JSX.Element {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  latest.current = draw;
  useLayoutEffect(() => {
    const element = canvas.current;
    if (element === null) return undefined;
    const observer = new ResizeObserver(() => redraw(element, latest.current));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => {
    if (canvas.current !== null) redraw(canvas.current, draw);
  });
  // What it shows stands beside it, in words.
  return <canvas ref={canvas} class={className} aria-hidden="true" {...handlers} />;
}

function redraw(
  element: HTMLCanvasElement,
  draw: (pen: CanvasRenderingContext2D, widthPx: number, heightPx: number) => void,
): void {
  const { clientWidth: width, clientHeight: height } = element;
  const pen = element.getContext('2d');
  if (pen === null || width === 0 || height === 0) return;
  const scale = devicePixelRatio;
  const [deviceWidth, deviceHeight] = [Math.round(width * scale), Math.round(height * scale)];
  if (element.width !== deviceWidth || element.height !== deviceHeight) {
    element.width = deviceWidth;
    element.height = deviceHeight;
  }
  pen.setTransform(scale, 0, 0, scale, 0, 0);
  pen.font = '11px system-ui, sans-serif';
  pen.textBaseline = 'middle';
  draw(pen, width, height);
}
