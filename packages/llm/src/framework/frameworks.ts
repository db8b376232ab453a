import { aiSdk } from './ai-sdk/ai-sdk.ts';
import type { Framework } from './framework.ts';
import { langchainRuns } from './langchain/langchain.ts';
import { mcp } from './mcp/mcp.ts';
import { openaiAgentRuns } from './openai-agents/openai-agents.ts';

/** All that `autoInstrument` takes besides clients. */
export const frameworks: readonly Framework[] = [aiSdk, mcp, langchainRuns, openaiAgentRuns];
