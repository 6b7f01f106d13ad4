# The acceptable use policy.

policy-title = Rules for calls
policy-loading = The rules are on their way.
policy-new-title = The rules have changed
policy-new = There is a new version of the rules. Please read it and agree before your next call.
policy-agree = I have read this and agree
policy-agreed-title = Agreed
policy-agreed = You have agreed to these rules.
