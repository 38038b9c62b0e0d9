export { swaggerUi, type PageHandler, type SwaggerUiOptions } from './swagger-ui.ts';
