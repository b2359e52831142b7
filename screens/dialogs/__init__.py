"""Questions asked over the main screen: a form for each verb, the search, the help."""
