import 'reflect-metadata';
import { printRecorded } from './recording.mjs';
import * as bud from '@bud/observe';
import { instrumentHttp } from '@bud/observe/http';
import { instrumentNest } from '@bud/observe/nest';
import { Controller, Get, Module, NotFoundException, Param } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';

class Orders {
  find(id) {
    bud.info('looking up {id}', { id });
    return { id };
  }
}

// What decorators of TypeScript do.
class OrdersController {
  constructor(orders) {
    this.orders = orders;
  }
  find(id) {
    if (id === '0') throw new NotFoundException('no such order');
    return this.orders.find(id);
  }
}
Get(':id')(OrdersController.prototype, 'find', Object.getOwnPropertyDescriptor(OrdersController.prototype, 'find'));
Param('id')(OrdersController.prototype, 'find', 0);
Reflect.defineMetadata('design:paramtypes', [Orders], OrdersController);
Controller('orders')(OrdersController);

class Application {}
Module({ controllers: [OrdersController], providers: [Orders] })(Application);

instrumentHttp({ outgoing: false });
const uninstrument = instrumentNest();
const app = await NestFactory.create(Application, { logger: false });
await app.listen(0, '127.0.0.1');
const base = await app.getUrl();
const answers = [];
for (const id of ['7', '0']) answers.push((await fetch(`${base}/orders/${id}`)).status);
uninstrument();
answers.push((await fetch(`${base}/orders/8`)).status);
await app.close();
await printRecorded({ answers });
