/* A chat client: accounts, rosters and messages, the newest first. */
CREATE TABLE accounts (uuid TEXT PRIMARY KEY, username TEXT NOT NULL, server TEXT NOT NULL, password TEXT, display_name TEXT, status TEXT DEFAULT 'online', options NUMBER, rosterversion TEXT, keys TEXT DEFAULT '{}', port NUMBER DEFAULT 5222, "last seen" TIMESTAMP);
CREATE TABLE contacts (accountUuid TEXT, servername TEXT, jid TEXT, photouri TEXT, presence TEXT, last_time NUMBER, FOREIGN KEY(accountUuid) REFERENCES accounts(uuid) ON DELETE CASCADE, UNIQUE(accountUuid, jid) ON CONFLICT REPLACE);
CREATE TABLE conversations (uuid TEXT PRIMARY KEY, name TEXT, contactUuid TEXT, accountUuid TEXT, contactJid TEXT, created NUMBER, status NUMBER, mode NUMBER, attributes TEXT, FOREIGN KEY(accountUuid) REFERENCES accounts(uuid) ON DELETE CASCADE);
CREATE TABLE messages (_id INTEGER PRIMARY KEY AUTOINCREMENT UNIQUE, uuid TEXT UNIQUE NOT NULL, conversationUuid TEXT, timeSent NUMBER, counterpart TEXT, body TEXT, encryption NUMBER CHECK (encryption IN (0,1,2,5)), status NUMBER, type NUMBER, relativeFilePath TEXT, edited TEXT, read NUMBER DEFAULT 1, deleted NUMBER DEFAULT 0, markable NUMBER DEFAULT 0, in_reply_to INTEGER REFERENCES messages(_id) DEFERRABLE INITIALLY DEFERRED, kind TEXT NOT NULL DEFAULT "text" CHECK (kind NOT NULL AND kind IN ("text", "image", "call")), FOREIGN KEY(conversationUuid) REFERENCES conversations(uuid) ON DELETE CASCADE);
CREATE TABLE presence_templates(uuid TEXT, last_used NUMBER, message TEXT, status TEXT, UNIQUE(message,status) ON CONFLICT REPLACE);
CREATE TABLE prekeys (account TEXT, id INTEGER, key BLOB NOT NULL ON CONFLICT ROLLBACK, FOREIGN KEY (account) REFERENCES accounts(uuid) ON DELETE CASCADE, UNIQUE(account, id) ON CONFLICT REPLACE);
CREATE TABLE identities (account TEXT, name TEXT, ownkey INTEGER, fingerprint TEXT, certificate BLOB, trust TEXT, active NUMBER DEFAULT (1), last_activation NUMBER, key TEXT, CONSTRAINT "one each" UNIQUE(account, name, fingerprint) ON CONFLICT IGNORE);
CREATE INDEX message_time_index ON messages(timeSent);
CREATE INDEX message_conversation_index ON messages(conversationUuid, timeSent DESC);
CREATE INDEX message_deleted_index ON messages (deleted) WHERE deleted = 1;
CREATE UNIQUE INDEX "contact by jid" ON contacts (lower(jid));
CREATE VIRTUAL TABLE messages_index USING fts4 (uuid TEXT PRIMARY KEY, body TEXT, tokenize = "unicode61");
CREATE TRIGGER after_message_insert AFTER INSERT ON messages WHEN new.body IS NOT NULL BEGIN INSERT INTO messages_index (uuid, body) VALUES (new.uuid, new.body); END;
CREATE TRIGGER after_message_delete AFTER DELETE ON messages BEGIN DELETE FROM messages_index WHERE uuid = old.uuid; END;
CREATE VIEW unread AS SELECT c.uuid AS conversation, count(m._id) AS unread FROM conversations c LEFT OUTER JOIN messages m ON m.conversationUuid = c.uuid AND m.read = 0 GROUP BY c.uuid;
