import { spansOfAnswer } from '../../src/main.ts';

export const dynamic = 'force-static';

/** Runs while Next.js builds, as every static page does. */
export async function GET() {
  return new Response(await spansOfAnswer());
}
