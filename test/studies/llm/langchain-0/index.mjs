// What programs use of these packages.
export { default as Anthropic } from '@anthropic-ai/sdk';
export { ChatAnthropic } from '@langchain/anthropic';
export { CallbackManager } from '@langchain/core/callbacks/manager';
export { BaseRetriever } from '@langchain/core/retrievers';
export { RunnableLambda } from '@langchain/core/runnables';
export { tool } from '@langchain/core/tools';
export {
  Annotation,
  Command,
  END,
  interrupt,
  MemorySaver,
  MessagesAnnotation,
  START,
  StateGraph,
} from '@langchain/langgraph';
export { ToolNode } from '@langchain/langgraph/prebuilt';
export { ChatOpenAI } from '@langchain/openai';
export { default as OpenAI } from 'openai';
export { z } from 'zod';
