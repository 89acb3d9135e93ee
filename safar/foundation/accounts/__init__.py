"""Staff accounts: the few people who keep the record and, in a body, handle cases. Workers never need an account.

House of the roles, the one-time link that starts an account, the login and its second factor. It keeps a user name and
a name to call the person by, nothing else about them: no e-mail address, no telephone number, no photograph.
"""
