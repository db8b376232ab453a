import { spansOfAnswer } from '../../../../src/main.ts';

export const dynamic = 'force-static';

export async function GET() {
  return new Response(await spansOfAnswer());
}
