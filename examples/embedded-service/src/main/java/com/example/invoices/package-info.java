/** A service that embeds Pawl. Begin with {@link com.example.invoices.InvoiceService}. */
package com.example.invoices;
