/** Upright lines in the plots over steps: where a phase begins, and where the user changed the course. */
import type uPlot from 'uplot';
import { useRun } from '../state/run';
import { optimiserText } from '../study/words';
import { themeColour } from './style';

interface Mark {
  readonly step: number;
  readonly text: string;
  readonly dashed: boolean;
}

const kindWords = {
  weight: 'weight',
  parameter: '',
  resumed: 'resumed',
  restarted: 'engine restarted',
} as const;

function marksNow(): Mark[] {
  const { state, courses } = useRun.getState();
  const marks: Mark[] = courses.map(({ step, kind, name, value }) => ({
    step,
    text:
      kind === 'weight' || kind === 'parameter'
        ? `${kindWords[kind]} ${name} = ${value}`.trim()
        : kindWords[kind],
    dashed: true,
  }));
  let first = 0;
  for (const { optimiser, steps } of state?.phases ?? []) {
    if (first > 0) marks.push({ step: first, text: optimiserText(optimiser), dashed: false });
    first += steps;
  }
  return marks;
}

/** A plot plugin that draws the marks behind the curves. */
export const marksPlugin: uPlot.Plugin = {
  hooks: {
    drawAxes: (plot) => {
      const { ctx, bbox } = plot;
      const ratio = devicePixelRatio;
      ctx.save();
      ctx.strokeStyle = themeColour('--line-control');
      ctx.fillStyle = themeColour('--text-soft');
      ctx.font = `${11 * ratio}px 'Inter', sans-serif`;
      ctx.lineWidth = ratio;
      for (const { step, text, dashed } of marksNow()) {
        const x = Math.round(plot.valToPos(step, 'x', true));
        if (x < bbox.left || x > bbox.left + bbox.width) continue;
        ctx.setLineDash(dashed ? [3 * ratio, 3 * ratio] : []);
        ctx.beginPath();
        ctx.moveTo(x, bbox.top);
        ctx.lineTo(x, bbox.top + bbox.height);
        ctx.stroke();
        const roomRight = bbox.left + bbox.width - x;
        const width = ctx.measureText(text).width + 8 * ratio;
        ctx.fillText(text, roomRight > width ? x + 4 * ratio : x - width + 4 * ratio, bbox.top + 12 * ratio);
      }
      ctx.restore();
    },
  },
};
