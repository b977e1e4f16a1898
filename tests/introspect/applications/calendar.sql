-- A calendar, with keys of several columns and little discipline.
CREATE TABLE cal_calendar_schema_version (version INTEGER);
CREATE TABLE cal_metadata (cal_id TEXT, item_id TEXT, value BLOB);
CREATE TABLE cal_calendars (id VARCHAR(64) NOT NULL, "Display Name" VARCHAR(255), colour CHARACTER(7) DEFAULT '#3366cc', read_only BOOLEAN DEFAULT FALSE, ctag, CONSTRAINT pk_cal PRIMARY KEY (id));
CREATE TABLE cal_events (cal_id VARCHAR(64), id TEXT, time_created INTEGER, last_modified INTEGER, title TEXT, priority INTEGER, privacy TEXT, ical_status TEXT, flags INTEGER, event_start INTEGER, event_end INTEGER, event_stamp INTEGER, event_start_tz TEXT DEFAULT 'UTC', recurrence_id INTEGER, offline_journal INTEGER, PRIMARY KEY (cal_id, id, recurrence_id), CONSTRAINT fk_cal FOREIGN KEY (cal_id) REFERENCES cal_calendars (id) ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED, CONSTRAINT sane CHECK (event_end IS NULL OR event_end >= event_start));
CREATE TABLE cal_attendees (item_id TEXT, recurrence_id INTEGER, recurrence_id_tz TEXT, cal_id TEXT, icalString TEXT, FOREIGN KEY (cal_id, item_id, recurrence_id) REFERENCES cal_events (cal_id, id, recurrence_id) ON DELETE CASCADE);
CREATE TABLE cal_recurrence (item_id TEXT, cal_id TEXT, icalString TEXT, freq INT DEFAULT '1', until DATE DEFAULT (date('now', '+1 year')));
CREATE TABLE cal_alarms (cal_id TEXT, item_id TEXT, recurrence_id INTEGER, icalString TEXT, minutes NUMERIC(5) DEFAULT +15, snooze TIME DEFAULT CURRENT_TIME, "group" TEXT, "order" INTEGER);
CREATE TABLE cal_properties (item_id TEXT, "key" TEXT, value BLOB, recurrence_id INTEGER, recurrence_id_tz TEXT, cal_id TEXT);
CREATE TABLE cal_day (day DATE PRIMARY KEY, busy INTEGER NOT NULL DEFAULT 0, mood TEXT DEFAULT "so so");
CREATE INDEX idx_cal_events_id_utc_start ON cal_events(cal_id, event_start);
CREATE UNIQUE INDEX idx_cal_events_stamp ON cal_events(cal_id DESC, event_stamp ASC);
CREATE INDEX idx_cal_attendees_cal_id_item_id ON cal_attendees(cal_id, item_id);
CREATE INDEX idx_cal_alarms ON cal_alarms(cal_id, item_id);
CREATE TRIGGER busy_days AFTER INSERT ON cal_events WHEN NEW.event_start IS NOT NULL BEGIN INSERT OR IGNORE INTO cal_day (day) VALUES (date(NEW.event_start / 1000000, 'unixepoch')); UPDATE cal_day SET busy = busy + 1 WHERE day = date(NEW.event_start / 1000000, 'unixepoch'); END;
CREATE VIEW agenda AS SELECT e.title, e.event_start, c."Display Name" AS calendar FROM cal_events AS e, cal_calendars AS c WHERE c.id = e.cal_id AND (e.flags IS NULL OR e.flags & 1 = 0) ORDER BY e.event_start;
CREATE VIEW today AS SELECT title FROM agenda WHERE date(event_start / 1000000, 'unixepoch') = date('now');
