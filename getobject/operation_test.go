package getobject_test

import "errors"

// errSecret is a cause that no client may see.
var errSecret = errors.New("secret disk 7 on host 10.0.0.1")
