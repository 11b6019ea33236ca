package com.example.invoices;

/** What customers pay. */
@FunctionalInterface
public interface Tariff {
  /** What a customer owes for a month, in cents. */
  long cents(int customer);
}
