package s3write

func (c *call) listUploads() error    { return notImplemented(c.op.name) }
func (c *call) copyObject() error     { return notImplemented(c.op.name) }
func (c *call) copyPart() error       { return notImplemented(c.op.name) }
func (c *call) putPart() error        { return notImplemented(c.op.name) }
func (c *call) createUpload() error   { return notImplemented(c.op.name) }
func (c *call) completeUpload() error { return notImplemented(c.op.name) }
func (c *call) abortUpload() error    { return notImplemented(c.op.name) }
func (c *call) listParts() error      { return notImplemented(c.op.name) }
func (c *call) getAttributes() error  { return notImplemented(c.op.name) }
