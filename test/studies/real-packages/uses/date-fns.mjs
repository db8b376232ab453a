import * as dates from 'date-fns';
import { de, ja } from 'date-fns/locale';
import { format as formatFp } from 'date-fns/fp';

const day = new Date(2026, 1, 28, 13, 5, 9);
const leap = new Date(2028, 1, 29);
export const result = {
  formats: ['PPPPpppp', "do MMMM yyyy 'at' HH:mm:ss.SSS", 'EEEE w I R', 'bbbb K aaa'].map((f) => [
    dates.format(day, f),
    dates.format(day, f, { locale: de }),
    dates.format(day, f, { locale: ja }),
  ]),
  parsed: dates.parse('3. März 2026', 'd. MMMM yyyy', day, { locale: de }).getTime() - new Date(2026, 2, 3).getTime(),
  added: dates.differenceInDays(dates.add(day, { years: 2, months: 1, days: 3 }), day),
  distance: [dates.formatDistance(day, leap), dates.formatDistanceStrict(day, leap, { locale: de, unit: 'month' })],
  interval: dates
    .eachWeekOfInterval({ start: day, end: dates.addMonths(day, 2) }, { weekStartsOn: 1 })
    .map((d) => dates.formatISO(d, { representation: 'date' })),
  overlap: dates.areIntervalsOverlapping(
    { start: day, end: leap },
    { start: dates.subDays(day, 1), end: dates.addDays(day, 1) },
  ),
  invalid: dates.isValid(dates.parseISO('2026-02-30')),
  thrown: (() => {
    try {
      return dates.format(new Date(NaN), 'P');
    } catch (error) {
      return [error.name, error.message];
    }
  })(),
  fp: formatFp('yyyy')(leap),
  duration: dates.formatDuration(dates.intervalToDuration({ start: day, end: leap }), { locale: de }),
};
