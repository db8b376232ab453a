/**
 * What OpenTelemetry's conventions for generative AI say:
 *
 *   names   of attributes
 *   event   how a log event is written that belongs to a span
 *
 * Source: OpenTelemetry semantic conventions 1.41, registry, gen_ai; a line that is not theirs says so.
 */
export const OPERATION = 'gen_ai.operation.name';
export const PROVIDER = 'gen_ai.provider.name';
export const REQUEST_MODEL = 'gen_ai.request.model';
export const RESPONSE_ID = 'gen_ai.response.id';
export const RESPONSE_MODEL = 'gen_ai.response.model';
export const FINISH_REASONS = 'gen_ai.response.finish_reasons';
/** Seconds from the call to the first item of its stream. */
export const TIME_TO_FIRST_CHUNK = 'gen_ai.response.time_to_first_chunk';
export const INPUT_TOKENS = 'gen_ai.usage.input_tokens';
export const OUTPUT_TOKENS = 'gen_ai.usage.output_tokens';
export const CACHE_READ_TOKENS = 'gen_ai.usage.cache_read.input_tokens';
export const CACHE_CREATION_TOKENS = 'gen_ai.usage.cache_creation.input_tokens';
export const REASONING_TOKENS = 'gen_ai.usage.reasoning.output_tokens';
export const INPUT_MESSAGES = 'gen_ai.input.messages';
export const OUTPUT_MESSAGES = 'gen_ai.output.messages';
export const SYSTEM_INSTRUCTIONS = 'gen_ai.system_instructions';
export const TOOL_DEFINITIONS = 'gen_ai.tool.definitions';
export const SERVER_ADDRESS = 'server.address';
export const SERVER_PORT = 'server.port';
export const ERROR_TYPE = 'error.type';
/** Of metrics: `input` or `output`. */
export const TOKEN_TYPE = 'gen_ai.token.type';

/** Ours: input and output together, for backends that add nothing up. */
export const TOTAL_TOKENS = 'gen_ai.usage.total_tokens';
/** Ours: US dollars, where the price of the model is known. */
export const COST = 'gen_ai.usage.cost';
/** Ours: which prices it was reckoned with. */
export const PRICE_VERSION = 'bud.cost.price_version';

/** Ours: calls to models that have ended below a span, and what they have taken together. */
export const CALLS = 'bud.usage.calls';
export const ALL_INPUT_TOKENS = 'bud.usage.input_tokens';
export const ALL_OUTPUT_TOKENS = 'bud.usage.output_tokens';
export const ALL_TOKENS = 'bud.usage.total_tokens';
/** Ours: US dollars, of the calls whose price is known. */
export const ALL_COST = 'bud.usage.cost_usd';

export const TOOL_NAME = 'gen_ai.tool.name';
export const TOOL_CALL_ID = 'gen_ai.tool.call.id';
export const PROMPT_NAME = 'gen_ai.prompt.name';
// OpenTelemetry semantic conventions for generative AI 0.1, MCP
export const MCP_METHOD = 'mcp.method.name';
export const MCP_SESSION_ID = 'mcp.session.id';
export const MCP_PROTOCOL_VERSION = 'mcp.protocol.version';
export const MCP_RESOURCE_URI = 'mcp.resource.uri';
export const JSONRPC_REQUEST_ID = 'jsonrpc.request.id';
export const RPC_STATUS = 'rpc.response.status_code';
export const NETWORK_TRANSPORT = 'network.transport';
export const TOOL_TYPE = 'gen_ai.tool.type';
export const TOOL_ARGUMENTS = 'gen_ai.tool.call.arguments';
export const TOOL_RESULT = 'gen_ai.tool.call.result';
export const AGENT_NAME = 'gen_ai.agent.name';
export const CONVERSATION = 'gen_ai.conversation.id';
/** The log event of a call to a model, which has no attribute with its own name. */
export const DETAILS = 'gen_ai.client.inference.operation.details';
/** Of the log event `gen_ai.evaluation.result`, which has no attribute with its own name. */
export const EVALUATION = 'gen_ai.evaluation.result';
export const EVALUATION_NAME = 'gen_ai.evaluation.name';
export const EVALUATION_VALUE = 'gen_ai.evaluation.score.value';
export const EVALUATION_LABEL = 'gen_ai.evaluation.score.label';
export const EVALUATION_EXPLANATION = 'gen_ai.evaluation.explanation';
export const DATA_SOURCE = 'gen_ai.data_source.id';
export const RETRIEVAL_QUERY = 'gen_ai.retrieval.query.text';
export const RETRIEVED_DOCUMENTS = 'gen_ai.retrieval.documents';
/** Ours: which prompt of that name. */
export const PROMPT_VERSION = 'bud.prompt.version';
/** Ours: JSON, what its placeholders were filled with. */
export const PROMPT_VARIABLES = 'bud.prompt.variables';
/** Ours: what a program calls an operation that is none of theirs. */
export const OWN_OPERATION = 'bud.operation';
