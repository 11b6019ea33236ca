-- Streams of events, and queues of messages. Names below lie in the schema of the connection.

-- Epochs are drawn from one sequence, so that a stream that is deleted and begun anew has another one than its former owners.
create sequence epoch;

create table stream (
  name text collate "C" primary key,
  id bigint generated always as identity unique,
  epoch bigint not null,
  last_position bigint not null
);

-- No foreign key: whoever writes or deletes events holds the row of their stream, and a check of each would double the cost of an append.
create table event (
  stream bigint not null,
  position bigint not null,
  epoch bigint not null,
  type integer not null,
  checksum integer not null,
  payload bytea not null,
  primary key (stream, position)
);

-- Payloads are compressed badly and read often.
alter table event alter column payload set storage external;

-- Appends to several streams, in one transaction. A request takes effect where its epoch and expected position are those of the stream.
--
-- streams, epochs, expected, counts: of each request; a stream in one request at most
-- requests, places, types, checksums, payloads: of each event, its request from 1 on, and its place in it from 1 on
-- gives the request, whether it took effect, and epoch and last position as they were found; no row where there is no such stream
create function append_events(
  streams text[], epochs bigint[], expected bigint[], counts integer[],
  requests integer[], places integer[], types integer[], checksums integer[], payloads bytea[])
returns table (request integer, appended boolean, found_epoch bigint, found_position bigint)
language plpgsql as $$
#variable_conflict use_column
begin
  -- In the order of their names, so that two calls never wait for each other.
  perform 1 from stream s where s.name = any (streams) order by s.name for update;

  -- A statement of its own: it sees what those had committed who held the rows before.
  return query
  with wish as materialized (
    select w.number::integer as number, s.id, w.epoch, w.position, w.count, s.epoch as found_epoch, s.last_position
    from unnest(streams, epochs, expected, counts) with ordinality as w (name, epoch, position, count, number)
    join stream s on s.name = w.name
  ), accepted as materialized (
    select * from wish w where w.epoch = w.found_epoch and w.position = w.last_position
  ), moved as (
    update stream s set last_position = a.position + a.count from accepted a where s.id = a.id
  ), added as (
    insert into event (stream, position, epoch, type, checksum, payload)
    select a.id, a.position + e.place, a.epoch, e.type, e.checksum, e.payload
    from unnest(requests, places, types, checksums, payloads) as e (request, place, type, checksum, payload)
    join accepted a on a.number = e.request
  )
  select w.number, a.number is not null, w.found_epoch, w.last_position
  from wish w left join accepted a on a.number = w.number;
end
$$;

-- Where messages lie: another identity means that earlier messages are gone.
create table place (
  identity uuid not null
);
insert into place values (gen_random_uuid());

-- Openings of queues. Who does not move its time on for a lease is dead to the others.
create table consumer (
  id uuid primary key,
  expires timestamptz not null
);

-- Waits where it has no holder. losses counts the holders that gave it up or died.
create table message (
  id bigint generated always as identity primary key,
  queue text collate "C" not null,
  losses integer not null default 0,
  holder uuid,
  claim bigint,
  body bytea not null
) with (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);
alter table message alter column body set storage external;
create index message_waiting on message (queue, id) where holder is null;
create index message_held on message (holder) where holder is not null;

-- Each claim of a message has another number, so that who settles an old one changes nothing.
create sequence claim;

create table dead_letter (
  id bigint generated always as identity primary key,
  queue text collate "C" not null,
  reason text not null,
  body bytea not null,
  rejected timestamptz not null default now()
);
create index dead_letter_queue on dead_letter (queue, id);
