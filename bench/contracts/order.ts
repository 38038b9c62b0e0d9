/** @pattern ^[A-Z]{2}-\d{4}$ */
export type Sku = string;

export interface Line {
  sku: Sku;
  /** @integer @minimum 1 @maximum 999 */
  count: number;
  /** @multipleOf 0.01 @minimum 0 */
  price: number;
}

export interface Address {
  /** @minLength 1 @maxLength 80 */
  street: string;
  /** @pattern ^\d{5}$ */
  zip: string;
  /** @minLength 2 @maxLength 2 */
  country: string;
}

export interface PlaceOrderRequest {
  /** @format uuid */
  customer: string;
  /** @format email @maxLength 320 */
  email: string;
  /** @minItems 1 @maxItems 20 */
  lines: Line[];
  address: Address;
  /** @maxLength 200 */
  note?: string;
  /** @uniqueItems @maxItems 5 */
  coupons?: string[];
  channel: 'shop' | 'web' | 'phone';
}

export interface PlaceOrderResponse {
  lines: number;
}

export interface OrderService {
  /** PlaceOrder takes an order. */
  placeOrder(req: PlaceOrderRequest): Promise<PlaceOrderResponse>;
}
