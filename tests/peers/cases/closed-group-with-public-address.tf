# fine: an address without a rule leads nowhere
# 没问题：有公网地址，但没有任何放行规则
# stage: public
