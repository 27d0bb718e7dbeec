setup(name='marlbeck-libcore')
