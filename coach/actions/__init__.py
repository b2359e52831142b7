"""Every way the records can change: one function for each verb the owner would say, one transaction and one entry each."""
