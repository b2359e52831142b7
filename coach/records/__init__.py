"""What is kept: tables, the connection, migrations, and the journal of every change."""
