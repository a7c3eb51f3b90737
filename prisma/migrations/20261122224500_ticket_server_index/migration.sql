-- A draft offers the server of the latest ticket first: one look at the end of this index per server.
CREATE INDEX "ticket_server_id_number_idx" ON "ticket"("server_id", "number");
