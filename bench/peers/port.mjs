/** The port that the driver wants this server on. */
export const port = Number(process.env.PORT);
