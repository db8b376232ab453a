import { configure, type Observing } from '@bud/observe';
import { instrumentFastify } from '@bud/observe/fastify';
import { instrumentFetch } from '@bud/observe/fetch';
import { instrumentHttp } from '@bud/observe/http';
import { instrumentPg } from '@bud/observe/pg';
import { instrumentRedis } from '@bud/observe/redis';

/** Every process and every thread calls it once, before anything else. The environment says where telemetry goes. */
export function observe(serviceName: string): Observing {
  const observing = configure({ serviceName });
  instrumentHttp();
  instrumentFetch();
  instrumentFastify({ hooks: false });
  instrumentPg({ connections: false });
  instrumentRedis();
  return observing;
}
